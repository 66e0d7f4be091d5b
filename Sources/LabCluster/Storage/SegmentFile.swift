#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Why a segment's file cannot be written or read: the call and what the system says.
struct StorageError: Error, CustomStringConvertible {
    let description: String

    init(_ call: String, _ path: String) {
        description = unsafe "\(call) \(path): \(String(cString: strerror(errno)))"
    }
}

/// The file of one segment; it is closed and removed with its owner.
final class SegmentFile {
    private let path: String
    private let descriptor: Int32
    private var end = 0

    init(path: String) throws(StorageError) {
        self.path = path
        descriptor = unsafe open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw StorageError("open", path) }
    }

    deinit {
        _ = close(descriptor)
        unsafe unlink(path)
    }

    /// Writes bytes at the end and says where they are.
    func append(_ bytes: [UInt8]) throws(StorageError) -> Int {
        var written = 0
        while written < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { all in
                unsafe pwrite(
                    descriptor, all.baseAddress?.advanced(by: written), all.count - written, off_t(end + written))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw StorageError("write", path) }
            written += count
        }
        defer { end += written }
        return end
    }

    func read(at position: Int, count: Int) throws(StorageError) -> [UInt8] {
        var failed = false
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            var total = 0
            while total < count {
                let got = unsafe pread(
                    descriptor, buffer.baseAddress?.advanced(by: total), count - total, off_t(position + total))
                if got < 0, errno == EINTR { continue }
                guard got > 0 else {
                    failed = true
                    break
                }
                total += got
            }
            initialized = total
        }
        guard !failed else { throw StorageError("read", path) }
        return bytes
    }
}
