// Written by themes/embed from themes/mono.theme: change that.
extension ShippedThemes {
    /// `themes/mono.theme`.
    static let mono = #"""
        # No colour at any depth: attributes, glyphs and words tell everything.
        format 1
        name "Mono"
        base grey

        plain = - | - | - | -

        role text          plain
        role dim           dim
        role strong        bold
        role header        reverse
        role header.alarm  bold reverse
        role tab           plain
        role tab.open      bold reverse
        role heading       underline
        role selected      reverse
        role hint          plain
        role notice        bold
        role alarm.stop    bold reverse
        role alarm.soon    bold
        role alarm.note    underline
        role held          bold underline
        role denied        bold
        role allowed       plain
        role tombstone     dim
        role high          bold
        role critical      bold underline
        role card          plain
        role card.waiting  dim
        role card.armed    bold reverse
        role kill          bold reverse
        role stale         dim
        role escape        reverse
        role cut           underline
        role found         bold underline
        role graph         plain
        role typed         underline
        """#
}
