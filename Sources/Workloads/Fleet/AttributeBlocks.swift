/// Which of `values` tenants, regions or segments a device of a group belongs to, by its number in the group.
///
/// Blocks of equal devices whose sizes follow Zipf's law as closely as whole devices can. The devices of a block are
/// neighbours in a shuffled order, number times `stride` modulo the devices; a stride of 1 leaves them as they are, and
/// another makes one attribute independent of another.
struct AttributeBlocks: Sendable {
    /// The place of the first device after block i.
    private let ends: [Int]
    private let devices: Int
    private let stride: Int

    init(values: Int, devices: Int, skew: Double = 0, spread: Double = 0) {
        precondition(values > 0, "a group's devices are spread over \(values) values: at least one is needed")
        var end = 0
        ends = ZipfShares(count: values, exponent: skew).apportion(devices).map { part in
            end += part
            return end
        }
        self.devices = devices
        stride = AttributeBlocks.coprime(near: spread * Double(devices), to: devices)
    }

    var values: Int { ends.count }

    func value(ofNumber number: Int) -> Int {
        if ends.count == 1 { return 0 }
        let place = stride == 1 ? number : number * stride % devices
        var (low, high) = (0, ends.count)
        while low < high {
            let middle = (low + high) / 2
            if ends[middle] <= place { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Devices of a block.
    func devices(ofValue value: Int) -> Int { ends[value] - (value > 0 ? ends[value - 1] : 0) }

    private static func coprime(near wanted: Double, to whole: Int) -> Int {
        guard wanted >= 2, whole > 2 else { return 1 }
        var candidate = Int(wanted)
        while candidate < whole {
            var (a, b) = (candidate, whole)
            while b != 0 { (a, b) = (b, a % b) }
            if a == 1 { return candidate }
            candidate += 1
        }
        return 1
    }
}
