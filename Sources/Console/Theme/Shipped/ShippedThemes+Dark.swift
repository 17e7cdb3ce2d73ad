// Written by themes/embed from themes/dark.theme: change that.
extension ShippedThemes {
    /// `themes/dark.theme`.
    static let dark = #"""
        # A black ground and more colour: what runs is green, tiers and denials have hues of their own.
        format 1
        name "Dark"
        base grey

        #         truecolour | 256 | 16            | mono
        ground  = #000000    | 16  | black         | -
        bar     = #262626    | 235 | black         | -
        row     = #3a3a3a    | 237 | black         | -
        ink     = #dadada    | 253 | white         | -
        faint   = #a8a8a8    | 248 | white         | -
        bright  = #ffffff    | 231 | brightwhite   | -
        ran     = #87d787    | 114 | green         | -
        refused = #ff87d7    | 212 | brightmagenta | -
        tier    = #d7afff    | 183 | magenta       | -
        label   = #87d7d7    | 116 | cyan          | -

        role text          ink on ground
        role dim           faint | faint | faint | dim
        role strong        bright bold
        role header        ink on bar | ink on bar | black on white | reverse
        role tab           faint
        role heading       label underline
        role selected      bright on row | bright on row | reverse | reverse
        role hint          faint
        role notice        bright
        role denied        refused bold
        role allowed       ran
        role tombstone     faint | faint | faint dim | dim
        role high          tier bold
        role critical      refused bold underline
        role card          label
        role card.waiting  faint on bar | faint on bar | faint dim | dim
        role graph         ran
        role typed         bright underline
        """#
}
