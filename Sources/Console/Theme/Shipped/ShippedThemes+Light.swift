// Written by themes/embed from themes/light.theme: change that.
extension ShippedThemes {
    /// `themes/light.theme`.
    static let light = #"""
        # For bright rooms and printed pictures: dark ink on a light ground.
        format 1
        name "Light"
        base grey

        #        truecolour | 256 | 16          | mono
        ground = #eeeeee    | 255 | white       | -
        bar    = #dadada    | 253 | white       | -
        raised = #c6c6c6    | 251 | white       | -
        row    = #d0d0d0    | 252 | white       | -
        ink    = #262626    | 235 | black       | -
        faint  = #4e4e4e    | 239 | black       | -
        bright = #000000    | 16  | black       | -
        paper  = #ffffff    | 231 | brightwhite | -
        danger = #af0000    | 124 | red         | -
        soon   = #ffaf00    | 214 | yellow      | -
        note   = #0000af    | 19  | blue        | -
        wait   = #005f5f    | 23  | cyan        | -

        # With a ground of their own.
        alert  = paper on danger | paper on danger | paper on danger | reverse
        lit    = bright on raised | bright on raised | white on black | reverse
        ready  = paper on wait | paper on wait | bright on wait | reverse
        match  = bright on raised | bright on raised | bright on wait | bold

        role text          ink on ground
        role dim           faint | faint | faint | dim
        role strong        bright bold
        role header        ink on bar | ink on bar | white on black | reverse
        role header.alarm  alert bold
        role tab           faint
        role tab.open      lit bold
        role heading       faint underline
        role selected      bright on row | bright on row | reverse | reverse
        role hint          faint
        role notice        bright
        role alarm.stop    alert bold
        role alarm.soon    bright on soon | bright on soon | bright on soon | bold
        role alarm.note    note | note | note | underline
        role held          wait bold | wait bold | bright on wait | bold underline
        role denied        bright bold
        role allowed       ink
        role tombstone     faint | faint | faint dim | dim
        role high          bright bold
        role critical      bright bold underline
        role card          ink
        role card.waiting  faint on bar | faint on bar | faint dim | dim
        role card.armed    ready bold
        role kill          alert bold
        role stale         ink on raised | ink on raised | ink dim | dim
        role escape        #ffffff on #87005f | 231 on 89 | brightwhite on magenta | reverse
        role cut           bright underline
        role found         match underline
        role graph         faint
        role typed         bright underline
        """#
}
