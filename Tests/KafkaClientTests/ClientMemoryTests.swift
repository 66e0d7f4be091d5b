#if canImport(Glibc)
    import Foundation
    import Testing

    @testable import KafkaClient

    struct ClientMemoryTests {
        /// A fault is counted for each page that comes from the system.
        @Test func whatAClientFreedIsTakenAgainWithoutTheSystem() async throws {
            _ = try ClientHandle(.producer, settings: [:])
            let faults = await withCheckedContinuation { continuation in
                Thread.detachNewThread {
                    // The first time it has to be taken. Other threads may have some of it in between: the best of ten.
                    Self.takeAndFree()
                    continuation.resume(
                        returning: (0..<10).map { _ in
                            let before = Self.faultsOfThread
                            Self.takeAndFree()
                            return Self.faultsOfThread - before
                        })
                }
            }
            let best = try #require(faults.min())
            #expect(best < Self.bytes / Int(sysconf(Int32(_SC_PAGESIZE))) / 4, "\(faults)")
        }

        private static let bytes = 16 << 20
        /// `RUSAGE_THREAD` of getrusage(2), which Swift does not import.
        private static let rusageThread: Int32 = 1

        /// Much at once, as what waits in a producer's queue, and then none of it.
        private static func takeAndFree() {
            let records = (0..<16_384).map { [UInt8](repeating: UInt8($0 & 0xff), count: bytes / 16_384) }
            withExtendedLifetime(records) {}
        }

        private static var faultsOfThread: Int {
            var usage = rusage()
            guard getrusage(rusageThread, &usage) == 0 else { return 0 }
            return usage.ru_minflt
        }
    }
#endif
