import Foundation
import Localization

/// The bytes of a file mapped into memory: pages are read when they are first touched, and shared by processes.
///
/// Sendable, unchecked: the mapping is private and only read, and lasts as long as the object.
@safe final class MappedFile: @unchecked Sendable {
    let bytes: UnsafeRawBufferPointer

    /// - Throws: `territories.snapshot.unreadable`.
    init(_ file: URL) throws {
        func unreadable(_ number: Int32) -> TerritoriesError {
            TerritoriesError("snapshot.unreadable", [
                "file": .text(file.lastPathComponent), "detail": .text(unsafe String(cString: strerror(number))),
            ])
        }
        let descriptor = unsafe open(file.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw unreadable(errno) }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size > 0 else {
            throw unreadable(EINVAL)
        }
        let size = Int(status.st_size)
        guard let base = unsafe mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), unsafe base != MAP_FAILED else {
            throw unreadable(errno)
        }
        unsafe bytes = UnsafeRawBufferPointer(start: base, count: size)
    }

    deinit {
        unsafe _ = munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress!), bytes.count)
    }
}

/// Values of one type, side by side in a mapped file.
///
/// Sendable, unchecked: the memory is only read, and `owner` keeps it.
@safe struct Column<Element: BitwiseCopyable>: RandomAccessCollection, @unchecked Sendable {
    private let start: UnsafePointer<Element>
    private let owner: MappedFile
    let count: Int

    /// - Returns: nil unless the bytes are in the file, aligned, and a whole number of elements.
    init?(_ owner: MappedFile, offset: Int, length: Int) {
        let stride = MemoryLayout<Element>.stride
        let size = unsafe owner.bytes.count
        guard offset >= 0, length >= 0, offset <= size - length, length % stride == 0,
            offset % MemoryLayout<Element>.alignment == 0, let base = unsafe owner.bytes.baseAddress
        else { return nil }
        unsafe start = (base + offset).assumingMemoryBound(to: Element.self)
        self.owner = owner
        count = length / stride
    }

    var startIndex: Int { 0 }
    var endIndex: Int { count }

    @inline(__always)
    subscript(index: Int) -> Element {
        precondition(index >= 0 && index < count, "a snapshot refers beyond itself")
        return unsafe start[index]
    }
}
