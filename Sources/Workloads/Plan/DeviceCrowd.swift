/// The devices of one window that has too many events to be generated at once, by their next event: a binary heap.
///
/// Memory goes by devices, whatever number of events they have in the window.
struct DeviceCrowd {
    struct Entry {
        var dueNs: UInt64
        var place: UInt32

        func comes(before other: Entry) -> Bool {
            dueNs == other.dueNs ? place < other.place : dueNs < other.dueNs
        }
    }

    private var heap: [Entry] = []

    var first: Entry? { heap.first }

    /// Takes all at once.
    mutating func fill(_ entries: [Entry]) {
        // Sorted is a heap.
        heap = entries
        heap.sort { $0.comes(before: $1) }
    }

    /// The first device is due again then.
    mutating func moveFirst(to dueNs: UInt64) {
        heap[0].dueNs = dueNs
        sink(heap[0])
    }

    mutating func removeFirst() {
        let last = heap.removeLast()
        if !heap.isEmpty { sink(last) }
    }

    private mutating func sink(_ entry: Entry) {
        var index = 0
        while true {
            var child = 2 * index + 1
            guard child < heap.count else { break }
            if child + 1 < heap.count, heap[child + 1].comes(before: heap[child]) { child += 1 }
            guard heap[child].comes(before: entry) else { break }
            heap[index] = heap[child]
            index = child
        }
        heap[index] = entry
    }
}
