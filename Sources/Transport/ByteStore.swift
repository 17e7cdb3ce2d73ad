import CLinux
import Glibc

/// A growing run of bytes whose large sizes are pages of their own, which grow without a copy and go
/// back to the system when they are let go. A peer that once sent a long line leaves nothing behind.
struct ByteStore: ~Copyable {
    private var memory: UnsafeMutableRawPointer?
    private var capacity = 0
    private(set) var start = 0
    private(set) var end = 0

    /// From this size on the memory is mapped pages: far above a usual message, far below a limit.
    private static let pagesFrom = 256 * 1024
    private static let smallest = 4096

    deinit {
        free()
    }

    var count: Int { end - start }

    var bytes: UnsafeRawBufferPointer {
        guard let memory else { return UnsafeRawBufferPointer(start: nil, count: 0) }
        return UnsafeRawBufferPointer(start: memory + start, count: end - start)
    }

    mutating func append(_ bytes: UnsafeRawBufferPointer) {
        guard let source = bytes.baseAddress, bytes.count > 0 else { return }
        reserve(bytes.count)
        guard let memory else { return }
        memcpy(memory + end, source, bytes.count)
        end += bytes.count
    }

    mutating func append(_ byte: UInt8) {
        reserve(1)
        memory?.storeBytes(of: byte, toByteOffset: end, as: UInt8.self)
        end += 1
    }

    mutating func removeFirst(_ count: Int) {
        start += count
        if start == end { removeAll() }
    }

    mutating func removeLast(_ count: Int) {
        end -= count
        if start == end { removeAll() }
    }

    /// Takes out a range counted from `start`, closing the gap.
    mutating func remove(_ range: Range<Int>) {
        guard let memory, !range.isEmpty else { return }
        let tail = count - range.upperBound
        memmove(memory + start + range.lowerBound, memory + start + range.upperBound, tail)
        end -= range.count
        if start == end { removeAll() }
    }

    /// Empties the store; small memory is kept for the next use, pages are given back.
    mutating func removeAll() {
        start = 0
        end = 0
        if capacity >= ByteStore.pagesFrom { release() }
    }

    private mutating func reserve(_ more: Int) {
        guard end + more > capacity else { return }
        if let memory, start > 0, count + more <= capacity, start >= capacity / 2 {
            memmove(memory, memory + start, count)
            end -= start
            start = 0
            return
        }
        grow(to: max(ByteStore.smallest, capacity * 2, end + more))
    }

    private mutating func grow(to wanted: Int) {
        let isPaged = wanted >= ByteStore.pagesFrom
        let size = isPaged ? (wanted + 0xffff) & ~0xffff : wanted
        let grown: UnsafeMutableRawPointer?
        if isPaged, capacity >= ByteStore.pagesFrom, let memory {
            grown = pc_pages_resize(memory, capacity, size)
        } else {
            grown = isPaged ? pc_pages_new(size) : malloc(size)
            if let grown, let memory {
                memcpy(grown + start, memory + start, count)
                free()
            }
        }
        guard let grown else { fatalError("out of memory for \(size) bytes") }
        memory = grown
        capacity = size
    }

    private mutating func release() {
        free()
        memory = nil
        capacity = 0
    }

    private func free() {
        guard let memory else { return }
        if capacity >= ByteStore.pagesFrom {
            pc_pages_free(memory, capacity)
        } else {
            Glibc.free(memory)
        }
    }
}
