internal import KafkaClient
internal import Quantities
internal import Traces

/// Reads the window and hands its events on, on one thread.
struct CaptureLoop {
    private(set) var plan: CapturePlan
    private(set) var tallies: [TopicTally]
    private(set) var arrivals: ArrivalClock
    private(set) var gaps = 0
    private(set) var ending = CaptureReport.Ending.complete

    private let source: SourceConnection
    private let reader: LogReader
    private let sink: CaptureSink
    private let shouldStop: () -> Bool
    private let onProgress: (CaptureProgress) -> Void
    private let beganNs = MonotonicClock.reading()
    /// nil where the window lies in the past.
    private let lengthNs: UInt64?
    private let hash = KeyHash()
    private var pace: CapturePace
    private var batch = LogBatch()
    private var events: [TraceEvent] = []
    private var eventCount: Int64 = 0
    private var byteCount: Int64 = 0
    /// When the last record or end of a log came.
    private var heardNs: UInt64
    private var shownNs: UInt64 = 0
    private var openPartitions: Int

    private static let progressNs: UInt64 = 250_000_000
    /// How long the cluster may say nothing while there is more to read.
    private static let stallNs: UInt64 = 60_000_000_000
    /// The longest that a person's wish to stop is not looked at.
    private static let longestWaitNs: UInt64 = 100_000_000

    init(
        _ source: SourceConnection, plan: CapturePlan, length: Nanoseconds?, limit: CaptureLimit, sink: CaptureSink,
        shouldStop: @escaping () -> Bool, onProgress: @escaping (CaptureProgress) -> Void
    ) throws(CaptureError) {
        self.source = source
        self.plan = plan
        self.sink = sink
        self.shouldStop = shouldStop
        self.onProgress = onProgress
        lengthNs = length.map { UInt64(max(0, $0.rawValue)) }
        heardNs = beganNs
        pace = CapturePace(limit, nowNs: beganNs)
        tallies = plan.topics.map { _ in TopicTally() }
        arrivals = ArrivalClock(startNs: plan.startNs)
        openPartitions = plan.partitions.filter { !$0.isDone }.count
        do throws(KafkaError) {
            reader = try LogReader(settings: source.properties, topics: plan.topics.map(\.name))
            for reading in plan.partitions where !reading.isDone {
                try reader.start(topic: reading.topic, partition: reading.partition, offset: reading.position)
            }
        } catch {
            throw source.failure(error)
        }
    }

    /// Reads until the window has been read, a person stops it, or the cluster falls silent.
    mutating func run() throws(CaptureError) {
        while openPartitions > 0 {
            let now = MonotonicClock.reading()
            if shouldStop() {
                ending = .interrupted
                break
            }
            if plan.endNs == nil, let lengthNs, now - beganNs >= lengthNs { try close() }
            show(now)
            reader.poll(into: &batch, timeoutMs: 50)
            try take()
            if plan.endNs != nil, MonotonicClock.reading() - heardNs > CaptureLoop.stallNs {
                ending = .stalled
                break
            }
        }
        if plan.endNs == nil { plan.endNs = WallClock.now() }
        show(MonotonicClock.reading(), isLast: true)
    }

    /// Events to the window's end that are not in the trace.
    var unread: Int64 { plan.partitions.reduce(0) { $0 + $1.unread } }

    /// Learns what an interrupted live capture leaves unread.
    mutating func noteEnds(_ ends: [Int64]) {
        for index in plan.partitions.indices where plan.partitions[index].end == nil {
            plan.partitions[index].close(at: ends[index])
        }
    }

    /// Ends the window of a live capture: what is in the logs by now is still read.
    private mutating func close() throws(CaptureError) {
        noteEnds(try CapturePlan.logEnds(source, plan.places))
        plan.endNs = WallClock.now()
        heardNs = MonotonicClock.reading()
        for index in plan.partitions.indices where plan.partitions[index].isDone { end(index) }
    }

    private mutating func end(_ index: Int) {
        reader.stop(topic: plan.partitions[index].topic, partition: plan.partitions[index].partition)
        openPartitions -= 1
    }

    /// Hands on what the last poll brought, then waits for as long as the limit asks.
    private mutating func take() throws(CaptureError) {
        guard !batch.records.isEmpty else { return }
        heardNs = MonotonicClock.reading()
        let latestNs = UInt64(max(0, (plan.endNs ?? WallClock.now()) - plan.startNs - 1))
        let before = byteCount
        events.removeAll(keepingCapacity: true)
        for record in batch.records {
            guard record.topic >= 0 else {
                try fail(record)
                continue
            }
            let index = plan.firstOfTopic[Int(record.topic)] + Int(record.partition)
            switch record.kind {
            case .record: take(record, index, latestNs)
            case .endOfLog:
                guard !plan.partitions[index].isDone else { continue }
                plan.partitions[index].endOfLog(at: record.offset)
                if plan.partitions[index].isDone { end(index) }
            case .outOfRange: try recover(index)
            case .failure: try fail(record)
            }
        }
        guard !events.isEmpty else { return }
        try keep { try sink.append(events) }
        wait(pace.pause(events: events.count, bytes: byteCount - before, nowNs: MonotonicClock.reading()))
    }

    private mutating func take(_ record: LogRecord, _ index: Int, _ latestNs: UInt64) {
        guard !plan.partitions[index].isDone else { return }
        let isInWindow = plan.partitions[index].take(record.offset)
        if plan.partitions[index].isDone { end(index) }
        guard isInWindow else { return }
        let topic = Int(record.topic)
        let event = TraceEvent(
            arrivalNs: arrivals.arrival(ofMs: record.timestampMs, latestNs: latestNs), topic: topic,
            partition: record.partition, key: key(of: record), keyBytes: record.keyLength,
            valueBytes: record.valueLength, headerCount: UInt16(clamping: record.headerCount),
            headerBytes: record.headerBytes)
        if tallies[topic].timestampKind == nil, record.timestampKind != .none {
            tallies[topic].timestampKind = record.timestampKind == .append ? .append : .create
        }
        tallies[topic].add(event)
        eventCount += 1
        byteCount += Int64(event.keyBytes) + Int64(max(0, event.valueBytes)) + Int64(event.headerBytes)
        events.append(event)
    }

    private func key(of record: LogRecord) -> UInt32 {
        guard record.keyStart >= 0 else { return TraceEvent.noKey }
        return sink.intern(hash.hash(batch.keys[record.keyStart..<record.keyStart + Int(record.keyLength)]))
    }

    /// The offset to be read next is not in the log: finds out why, notes what is missing, and reads on.
    private mutating func recover(_ index: Int) throws(CaptureError) {
        guard !plan.partitions[index].isDone else { return }
        let place = [plan.places[index]]
        let logStart = try source.ask { (admin) throws(KafkaError) in
            try admin.offsets(.start, of: place, timeoutMs: SourceConnection.timeoutMs)
        }
        let logEnd = try CapturePlan.logEnds(source, place)
        let gap = plan.partitions[index].outOfRange(logStart: logStart[0].offset ?? 0, logEnd: logEnd[0])
        let reading = plan.partitions[index]
        if let gap {
            gaps += 1
            let atNs = UInt64(max(0, WallClock.now() - plan.startNs))
            let isPast = lengthNs == nil
            let row = TraceGap(
                topic: reading.topic, partition: reading.partition, fromOffset: gap.from, toOffset: gap.to,
                atNs: isPast ? 0 : atNs, reason: gap.reason)
            try keep { try sink.addGap(row) }
        }
        guard !reading.isDone else { return end(index) }
        do throws(KafkaError) {
            try reader.start(topic: reading.topic, partition: reading.partition, offset: reading.position)
        } catch {
            throw source.failure(error)
        }
    }

    /// Ends the capture for what will not pass; everything else librdkafka tries again by itself.
    private func fail(_ record: LogRecord) throws(CaptureError) {
        let place =
            plan.topics.indices.contains(Int(record.topic))
            ? "\(plan.topics[Int(record.topic)].name)[\(record.partition)]" : "the cluster"
        let error = KafkaError(code: record.code, operation: "read \(place)")
        if error.isRefusal || error.isUnknownTopic { throw source.failure(error) }
    }

    private func keep(_ action: () throws -> Void) throws(CaptureError) {
        do {
            try action()
        } catch {
            throw CaptureError(.file, "\(error)")
        }
    }

    private func wait(_ pauseNs: UInt64) {
        var left = pauseNs
        while left > 0, !shouldStop() {
            let step = min(left, CaptureLoop.longestWaitNs)
            Pause.take(ns: step)
            left -= step
        }
    }

    private mutating func show(_ now: UInt64, isLast: Bool = false) {
        guard isLast || now - shownNs >= CaptureLoop.progressNs else { return }
        shownNs = now
        var progress = CaptureProgress(stage: plan.endNs != nil && lengthNs != nil ? .catchingUp : .reading)
        progress.elapsedSeconds = Double(now - beganNs) / 1e9
        progress.windowSeconds = lengthNs.map { Double($0) / 1e9 }
        progress.events = eventCount
        progress.bytes = byteCount
        progress.unread = plan.endNs == nil ? nil : unread
        progress.gaps = gaps
        onProgress(progress)
    }
}
