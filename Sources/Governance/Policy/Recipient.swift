/// Who receives what a call sends, as the arguments spell it.
package enum RecipientSubject {}

package typealias Recipient = Identifier<RecipientSubject>
