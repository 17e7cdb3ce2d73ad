internal import JSON

/// One page of a list, read from a server's answer; on any thread.
package struct ListPage: Sendable {
    /// The items that could be read, in order.
    private(set) var items: [ListedItem] = []
    /// Whether it went on beyond what a list may have; the rest was not read.
    private(set) var isCut = false
    /// Elements that could not: no object, no name, or a key that comes twice inside.
    private(set) var unreadable = 0
    /// Where the next page starts; the empty string is a cursor like any other.
    let next: String?
    /// The result around the items, era-neutral.
    let frame: ListFrame

    private var bytes = 0

    /// Reads a page, as far as a list may go; nil where the answer holds no such list.
    package init?(_ envelope: Envelope, in message: UnsafeRawBufferPointer, of list: ListKind) {
        guard envelope.kind == .result, let result = envelope[.result],
            let array = envelope[list.part]
        else { return nil }
        next = envelope.text(.nextCursor, in: message)
        frame = ListFrame(envelope, in: message, result: result.range, array: array.range)
        do throws(JSONError) {
            var scanner = try JSONScanner(message, at: array.range)
            try scanner.enterArray()
            while try scanner.nextElement() {
                let range = try scanner.skipValue()
                bytes += range.count
                isCut = bytes > Limits.listBytes || items.count == Limits.items
                guard !isCut else { break }
                take(UnsafeRawBufferPointer(rebasing: message[range]), list)
            }
        } catch {
            return nil
        }
    }

    private mutating func take(_ bytes: UnsafeRawBufferPointer, _ list: ListKind) {
        do throws(JSONError) {
            if let item = try ListedItem.read(bytes, of: list) {
                items.append(item)
            } else {
                unreadable += 1
            }
        } catch {
            unreadable += 1
        }
    }
}

extension ListKind {
    /// The part of a result that holds the items.
    var part: Part {
        switch self {
        case .tools: .tools
        case .resources: .resources
        case .templates: .resourceTemplates
        case .prompts: .prompts
        }
    }
}
