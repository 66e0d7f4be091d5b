import Quantities
import Testing

struct ByteCountTests {
    @Test(
        arguments: [
            (0, "0 B"), (1023, "1023 B"), (1024, "1 KiB"), (1536, "1.5 KiB"), (-1536, "-1.5 KiB"), (123_456, "121 KiB"),
            (1_048_063, "1023 KiB"), (1_048_064, "1 MiB"), (1_048_576, "1 MiB"), (10 << 20, "10 MiB"),
            (5 << 30, "5 GiB"),
            (1 << 50, "1 PiB"), (4096 << 50, "4096 PiB"),
        ] as [(Int64, String)])
    func bytesAreShownInBinaryUnits(_ bytes: Int64, _ text: String) {
        #expect(ByteCount(bytes).description == text)
    }
}
