import Console
import Foundation
import Testing

/// Each screen in each state as a file: what a person sees, what every cell means and how that looks.
/// Beside the picture stand the facts that must be on it, which no renewal of the picture can take away.
///
/// `Tests/renew-screens` writes the files anew and shows what changed.
@Suite struct GoldenTests {
    static let sizes = [
        Size.full, Size(rows: 40, columns: 120), Size(rows: 60, columns: 200),
    ]

    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("golden")

    @Test(arguments: Scene.all.map(\.name), sizes) func picture(name: String, size: Size) throws {
        let scene = try #require(Scene.all.first { $0.name == name })
        var stage = Stage(size: size)
        scene.make(&stage)
        let grid = stage.grid
        let text = grid.text.joined(separator: "\n")
        for fact in scene.facts {
            #expect(text.contains(fact), "\(name) does not say: \(fact)")
        }
        for fact in scene.never {
            #expect(!text.contains(fact), "\(name) says: \(fact)")
        }
        let picture = try GoldenScreen(grid).text()
        let file = Self.folder.appendingPathComponent("\(name)-\(size.columns)x\(size.rows).txt")
        if ProcessInfo.processInfo.environment["PULLCORD_RENEW_SCREENS"] != nil {
            try FileManager.default.createDirectory(
                at: Self.folder, withIntermediateDirectories: true)
            try picture.write(to: file, atomically: true, encoding: .utf8)
        }
        let kept = try String(contentsOf: file, encoding: .utf8)
        #expect(
            kept == picture,
            "\(file.lastPathComponent) differs: run Tests/renew-screens and read it")
    }

    /// No picture is kept that nothing draws any more.
    @Test func everyPictureIsDrawn() throws {
        let drawn = Set(
            Scene.all.flatMap { scene in
                Self.sizes.map { "\(scene.name)-\($0.columns)x\($0.rows).txt" }
            })
        let kept = Set(try FileManager.default.contentsOfDirectory(atPath: Self.folder.path))
        #expect(kept == drawn)
    }
}
