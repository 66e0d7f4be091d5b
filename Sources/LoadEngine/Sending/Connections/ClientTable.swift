internal import KafkaClient

/// The clients of a loop by number, with what is in flight on each; a number is used again once its client has gone.
///
/// The number is what the client rings as.
struct ClientTable {
    private struct Client {
        var producer: Producer?
        var seat = 0
        var inFlight = 0
        /// Reserved for a set-up, or taken.
        var isTaken = false
    }

    private var clients: [Client]
    private var free: [Int] = []

    /// Those that were open before the load have the number of their seat, and so has a seat without one.
    init(opened: [Producer?]) {
        clients = opened.enumerated().map { Client(producer: $1, seat: $0, isTaken: $1 != nil) }
        free = clients.indices.filter { !clients[$0].isTaken }
    }

    /// The numbers in use whose client is there.
    var numbers: [Int] { clients.indices.filter { clients[$0].producer != nil } }

    /// A number for a client that is being set up.
    mutating func reserve() -> Int {
        if let number = free.popLast() {
            clients[number] = Client(isTaken: true)
            return number
        }
        clients.append(Client(isTaken: true))
        return clients.count - 1
    }

    mutating func seat(_ producer: Producer, at number: Int, for seat: Int) {
        clients[number].producer = producer
        clients[number].seat = seat
    }

    /// Gives up a number; gives its client.
    mutating func release(_ number: Int) -> Producer? {
        guard clients[number].isTaken else { return nil }
        defer {
            clients[number] = Client()
            free.append(number)
        }
        return clients[number].producer
    }

    /// nil where the number's client has gone: it rang before.
    func producer(_ number: Int) -> Producer? { clients.indices.contains(number) ? clients[number].producer : nil }
    func seat(of number: Int) -> Int { clients[number].seat }
    func inFlight(_ number: Int) -> Int { clients[number].inFlight }
    mutating func took(_ number: Int) { clients[number].inFlight += 1 }
    mutating func gave(_ number: Int, _ reports: Int) { clients[number].inFlight -= reports }
}
