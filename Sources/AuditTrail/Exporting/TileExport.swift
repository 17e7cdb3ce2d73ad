import Glibc

/// Writes a trail as a tlog-tiles folder (C2SP): entries and tree, no payloads. Any reader of that
/// format can check it without Pullcord.
package struct TileExport {
    private let reader: TrailReader

    package init(_ reader: TrailReader) { self.reader = reader }

    /// Writes the part of the trail that is signed into `folder`, which must not exist.
    ///
    /// - Returns: the number of entries.
    package func write(to folder: String) throws(TrailError) -> UInt64 {
        let head = try reader.head()
        guard head.signedSize > 0 else { throw .export("nothing is signed yet") }
        guard mkdir(folder, 0o700) == 0 else {
            throw .export("cannot make the folder \(folder): \(SystemError.text(errno))")
        }
        try put(Array((reader.vkey + "\n").utf8), folder, "vkey")
        try writeEntries(head.signedSize, folder)
        try writeTiles(head.signedSize, folder)
        // Last, so that a checkpoint in the folder always has its tiles.
        try put(head.note, folder, "checkpoint")
        return head.signedSize
    }

    /// The proof of one entry under the last signed head.
    package func proof(of sequence: UInt64) throws(TrailError) -> TlogProof {
        let head = try reader.head()
        return TlogProof(
            index: sequence, siblings: try reader.inclusion(of: sequence, size: head.signedSize),
            checkpoint: head.note)
    }

    private func writeEntries(_ size: UInt64, _ folder: String) throws(TrailError) {
        for start in stride(from: 0, to: size, by: Int(TileLayout.width)) {
            let end = min(start + TileLayout.width, size)
            var bundle: [UInt8] = []
            try reader.rows.forEach(from: start) { (sequence, bytes) throws(TrailError) in
                guard sequence < end else { return false }
                bundle.append(UInt8(bytes.count >> 8))
                bundle.append(UInt8(bytes.count & 255))
                bundle.append(contentsOf: bytes)
                return true
            }
            let count = Int(end - start)
            let partial = count < Int(TileLayout.width) ? count : nil
            try put(
                bundle, folder,
                TileLayout.entriesPath(index: start / TileLayout.width, partial: partial))
        }
    }

    private func writeTiles(_ size: UInt64, _ folder: String) throws(TrailError) {
        reader.storedTree.refresh()
        var level = 0
        while size >> UInt64(level * TileLayout.heightOfTile) > 0 {
            let count = size >> UInt64(level * TileLayout.heightOfTile)
            for index in 0..<count / TileLayout.width {
                guard let tile = try reader.storedTree.fullTile(level: level, index: index) else {
                    throw .damaged("tile \(index) of level \(level) is missing")
                }
                try put(tile, folder, TileLayout.path(level: level, index: index, partial: nil))
            }
            let rest = count % TileLayout.width
            if rest > 0 {
                var tile: [UInt8] = []
                for index in (count - rest)..<count {
                    tile += try reader.subtree(
                        height: level * TileLayout.heightOfTile, index: index
                    ).bytes
                }
                try put(
                    tile, folder,
                    TileLayout.path(
                        level: level, index: count / TileLayout.width, partial: Int(rest)))
            }
            level += 1
        }
    }

    private func put(_ bytes: [UInt8], _ folder: String, _ name: String) throws(TrailError) {
        var path = folder
        let parts = name.split(separator: "/")
        do throws(FileFault) {
            for part in parts.dropLast() {
                path += "/" + part
                try Files.makeFolder(path)
            }
            try Files.write(bytes, to: folder + "/" + name, flags: O_CREAT | O_EXCL, sync: false)
        } catch { throw .export(error.description) }
    }
}
