// Written by themes/embed from themes/grey.theme: change that.
extension ShippedThemes {
    /// `themes/grey.theme`.
    static let grey = #"""
        # The default, after the practice of control rooms: a dark grey ground, and colour only for what is
        # abnormal. What runs as it should is plain.
        format 1
        name "Grey"
        base -

        #        truecolour | 256 | 16          | mono
        ground = #1c1c1c    | 234 | black       | -
        bar    = #303030    | 236 | black       | -
        raised = #444444    | 238 | black       | -
        row    = #3a3a3a    | 237 | black       | -
        ink    = #d0d0d0    | 252 | white       | -
        faint  = #a8a8a8    | 248 | white       | -
        bright = #ffffff    | 231 | brightwhite | -
        danger = #cf222e    | 160 | red         | -
        soon   = #ffaf00    | 214 | yellow      | -
        note   = #87afff    | 111 | brightblue  | -
        wait   = #5fd7d7    | 80  | cyan        | -
        dark   = #000000    | 16  | black       | -

        # With a ground of their own.
        alert  = bright on danger | bright on danger | bright on danger | reverse
        lit    = bright on raised | bright on raised | black on white | reverse
        ready  = dark on wait | dark on wait | dark on wait | reverse
        match  = bright on raised | bright on raised | dark on wait | bold

        role text          ink on ground
        role dim           faint | faint | faint | dim
        role strong        bright bold
        role header        ink on bar | ink on bar | black on white | reverse
        role header.alarm  alert bold
        role tab           faint
        role tab.open      lit bold
        role heading       faint underline
        role selected      bright on row | bright on row | reverse | reverse  glyph "►" ascii ">"
        role hint          faint
        role notice        bright
        role alarm.stop    alert bold  glyph "!!"
        role alarm.soon    dark on soon | dark on soon | dark on soon | bold  glyph "!"
        role alarm.note    note | note | note | underline  glyph "."
        role held          wait bold | wait bold | dark on wait | bold underline  glyph "?"
        role denied        bright bold  glyph "x"
        role allowed       ink
        role tombstone     faint | faint | faint dim | dim  glyph "-"
        role high          bright bold
        role critical      bright bold underline
        role card          ink
        role card.waiting  faint on bar | faint on bar | faint dim | dim  glyph ".."
        role card.armed    ready bold  glyph ">>"
        role kill          alert bold  glyph "##"
        role stale         ink on raised | ink on raised | ink dim | dim  glyph "/"
        role escape        #ffffff on #5f3dc4 | 231 on 56 | brightwhite on magenta | reverse
        role cut           bright underline
        role found         match underline
        role graph         faint
        role typed         bright underline
        """#
}
