// Written by themes/embed from themes/ansi16.theme: change that.
extension ShippedThemes {
    /// `themes/ansi16.theme`.
    static let ansi16 = #"""
        # The terminal's own sixteen colours on the terminal's own ground, however many it could show.
        format 1
        name "Terminal's own"
        base grey

        #        truecolour  | 256         | 16          | mono
        plain  = -           | -           | -           | -
        bright = brightwhite | brightwhite | brightwhite | -
        dark   = black       | black       | black       | -
        danger = red         | red         | red         | -
        soon   = yellow      | yellow      | yellow      | -
        wait   = cyan        | cyan        | cyan        | -
        note   = brightblue  | brightblue  | brightblue  | -
        other  = magenta     | magenta     | magenta     | -

        # With a ground of their own.
        alert  = bright on danger | bright on danger | bright on danger | reverse
        ready  = dark on wait | dark on wait | dark on wait | reverse

        role text          plain
        role dim           dim
        role strong        bold
        role header        reverse
        role header.alarm  alert bold
        role tab           plain
        role tab.open      bold reverse
        role heading       underline
        role selected      reverse
        role hint          plain
        role notice        bold
        role alarm.stop    alert bold
        role alarm.soon    dark on soon | dark on soon | dark on soon | bold
        role alarm.note    note | note | note | underline
        role held          dark on wait | dark on wait | dark on wait | bold underline
        role denied        bold
        role allowed       plain
        role tombstone     dim
        role high          bold
        role critical      bold underline
        role card          plain
        role card.waiting  dim
        role card.armed    ready bold
        role kill          alert bold
        role stale         dim
        role escape        bright on other | bright on other | bright on other | reverse
        role cut           underline
        role found         bold underline
        role graph         plain
        role typed         underline
        """#
}
