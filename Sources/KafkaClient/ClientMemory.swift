internal import CRdKafka

/// What the clients of a process free they soon need again: each record and each answer to a fetch is memory of its own.
///
/// glibc gives it back to the system at 128 KiB, and what is taken from there again has to be cleared, page by page.
enum ClientMemory {
    /// Has the C library keep it, once for the process; false where it cannot be told to.
    static let isKept = seatrial_keep_freed_memory(32 << 20) != 0
}
