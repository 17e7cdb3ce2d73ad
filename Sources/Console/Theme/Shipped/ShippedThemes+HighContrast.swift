// Written by themes/embed from themes/high-contrast.theme: change that.
extension ShippedThemes {
    /// `themes/high-contrast.theme`.
    static let highContrast = #"""
        # For tired eyes, weak screens and sunlight: text keeps 7 to 1 from its ground (WCAG level AAA).
        format 1
        name "High contrast"
        base grey
        contrast 7

        #        truecolour | 256 | 16          | mono
        ground = #000000    | 16  | black       | -
        bar    = #262626    | 235 | black       | -
        row    = #303030    | 236 | black       | -
        ink    = #ffffff    | 231 | brightwhite | -
        faint  = #d0d0d0    | 252 | white       | -
        danger = #a00000    | 88  | red         | -
        soon   = #ffd700    | 220 | yellow      | -
        note   = #87d7ff    | 117 | brightblue  | -
        wait   = #5fffff    | 87  | cyan        | -
        tier   = #ffafff    | 219 | magenta     | -

        # With a ground of their own.
        alert  = ink on danger | ink on danger | ink on danger | reverse
        lit    = ground on ink | ground on ink | black on white | reverse
        ready  = ground on wait | ground on wait | ground on wait | reverse
        match  = ground on ink | ground on ink | ground on wait | bold

        role text          ink on ground
        role dim           faint
        role strong        ink bold
        role header        ground on ink | ground on ink | black on white | reverse
        role header.alarm  alert bold
        role tab           ink
        role tab.open      lit bold
        role heading       ink underline
        role selected      ink on row bold | ink on row bold | reverse | reverse
        role hint          ink
        role notice        ink bold
        role alarm.stop    alert bold
        role alarm.soon    ground on soon bold | ground on soon bold | ground on soon | bold
        role alarm.note    note underline
        role held          wait bold underline | wait bold underline | ground on wait | bold underline
        role denied        tier bold
        role allowed       ink
        role tombstone     faint on bar | faint on bar | faint dim | dim
        role high          ink bold
        role critical      ink bold underline
        role card          ink bold
        role card.waiting  faint on bar | faint on bar | faint dim | dim
        role card.armed    ready bold
        role kill          alert bold
        role stale         ground on faint | ground on faint | faint dim | dim
        role escape        #000000 on #d7afff | 16 on 183 | black on magenta | reverse
        role cut           ink bold underline
        role found         match underline
        role graph         ink
        role typed         ink underline
        """#
}
