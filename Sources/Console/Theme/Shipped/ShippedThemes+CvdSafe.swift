// Written by themes/embed from themes/cvd-safe.theme: change that.
extension ShippedThemes {
    /// `themes/cvd-safe.theme`.
    static let cvdSafe = #"""
        # Blue, orange, black and white, which every kind of colour vision tells apart. Orange is for alarms.
        format 1
        name "Colour-blind safe"
        base grey

        #        truecolour | 256 | 16          | mono
        ground = #121212    | 233 | black       | -
        bar    = #303030    | 236 | black       | -
        raised = #444444    | 238 | black       | -
        row    = #3a3a3a    | 237 | black       | -
        ink    = #bcbcbc    | 250 | white       | -
        faint  = #a8a8a8    | 248 | white       | -
        bright = #ffffff    | 231 | brightwhite | -
        dark   = #000000    | 16  | black       | -
        orange = #ffa01e    | 214 | yellow      | -
        sky    = #6cb6ff    | 75  | brightblue  | -
        sea    = #005faf    | 25  | blue        | -

        # With a ground of their own.
        alert  = dark on orange | dark on orange | dark on orange | reverse
        ready  = dark on sky | dark on sky | bright on sea | reverse
        match  = bright on raised | bright on raised | bright on sea | bold

        role text          ink on ground
        role dim           faint | faint | faint | dim
        role header        ink on bar | ink on bar | black on white | reverse
        role header.alarm  alert bold
        role tab           faint
        role alarm.stop    alert bold
        role alarm.soon    orange bold | orange bold | orange bold | bold
        role alarm.note    bright underline
        role held          sky bold | sky bold | sky bold | bold underline
        role card.armed    ready bold
        role kill          alert bold
        role escape        bright on sea | bright on sea | bright on sea | reverse
        role found         match underline
        """#
}
