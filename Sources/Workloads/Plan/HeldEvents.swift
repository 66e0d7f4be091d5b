/// Events that left their device's order, late ones and resends, until their turn: a binary heap.
///
/// Short: what a fleet resends and holds up within one such delay.
struct HeldEvents {
    private var heap: [DueEvent] = []

    var first: DueEvent? { heap.first }

    mutating func insert(_ event: DueEvent) {
        heap.append(event)
        var index = heap.count - 1
        while index > 0 {
            let parent = (index - 1) / 2
            guard event.comes(before: heap[parent]) else { break }
            heap[index] = heap[parent]
            index = parent
        }
        heap[index] = event
    }

    mutating func removeFirst() -> DueEvent {
        let first = heap[0]
        let last = heap.removeLast()
        guard !heap.isEmpty else { return first }
        var index = 0
        while true {
            var child = 2 * index + 1
            guard child < heap.count else { break }
            if child + 1 < heap.count, heap[child + 1].comes(before: heap[child]) { child += 1 }
            guard heap[child].comes(before: last) else { break }
            heap[index] = heap[child]
            index = child
        }
        heap[index] = last
        return first
    }
}
