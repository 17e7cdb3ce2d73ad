/// Finds commands by a few letters of their names.
package enum Palette {
    /// The commands whose names hold the letters in this order, the closest first.
    ///
    /// `hasTour`: whether the commands of the tour are among them.
    package static func found(_ text: String, hasTour: Bool = false) -> [Verb] {
        let wanted = Array(text.lowercased().utf8)
        return Verb.allCases.filter { hasTour || !$0.isOfTour }.compactMap {
            verb -> (Verb, Int)? in
            let name = Array(verb.rawValue.utf8)
            // The name itself comes before longer ones that begin with it.
            return distance(wanted, name).map { (verb, name == wanted ? -1 : $0) }
        }.enumerated().sorted {
            ($0.element.1, $0.offset) < ($1.element.1, $1.offset)
        }.map(\.element.0)
    }

    /// How far the letters lie apart in the name, where they begin counting too; nil if they are not
    /// all there.
    private static func distance(_ wanted: [UInt8], _ name: [UInt8]) -> Int? {
        var place = 0
        var distance = 0
        for letter in wanted {
            guard let next = name[place...].firstIndex(of: letter) else { return nil }
            distance += next - place
            place = next + 1
        }
        return distance
    }
}
