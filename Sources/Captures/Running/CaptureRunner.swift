internal import KafkaClient
internal import Quantities
internal import ScenarioModel
package import Traces

/// Captures the shape of real traffic, without a footprint on the cluster it comes from.
package struct CaptureRunner {
    private let request: CaptureRequest
    private let shouldStop: @Sendable () -> Bool
    private let onProgress: @Sendable (CaptureProgress) -> Void

    /// `shouldStop` is asked several times a second; the first yes ends the window, and what was read is kept.
    package init(
        _ request: CaptureRequest, shouldStop: @escaping @Sendable () -> Bool,
        onProgress: @escaping @Sendable (CaptureProgress) -> Void
    ) {
        self.request = request
        self.shouldStop = shouldStop
        self.onProgress = onProgress
    }

    /// Makes the whole capture; `makeSink` is called once the source has answered and the topics are known.
    ///
    /// Blocks: for a thread of its own. After an error nothing is kept.
    package func run(makeSink: (TraceManifest) throws -> CaptureSink) throws(CaptureError) -> CaptureReport {
        let length = try checkedLength()
        onProgress(CaptureProgress(stage: .connecting))
        let source = try SourceConnection(request.target, limit: request.limit)
        let plan = try CapturePlan(source, topics: request.topics, window: request.window)
        let names = plan.topics.map(\.name)
        var survey = GroupSurvey()
        let startEnds = length == nil ? nil : zip(plan.places, plan.partitions).map { $0.at($1.start) }
        survey.begin(source.admin, topics: names, ends: startEnds)

        let manifest = manifest(plan)
        let sink: CaptureSink
        do {
            sink = try makeSink(manifest)
        } catch {
            throw CaptureError(.file, "\(error)")
        }
        do throws(CaptureError) {
            var loop = try CaptureLoop(
                source, plan: plan, length: length, limit: request.limit, sink: sink, shouldStop: shouldStop,
                onProgress: onProgress)
            try loop.run()
            if length != nil {
                let ends = try CapturePlan.logEnds(source, plan.places)
                loop.noteEnds(ends)
                survey.end(
                    source.admin, topics: names, ends: zip(plan.places, ends).map { $0.at($1) })
            }
            let sample = BatchSurvey.sample(source, plan: loop.plan, limit: request.limit)
            return try finish(loop, survey, sample, sink)
        } catch {
            sink.abandon()
            throw error
        }
    }

    /// The length of a live window; nil for one of the past.
    private func checkedLength() throws(CaptureError) -> Nanoseconds? {
        switch request.window {
        case .live(let length): return length
        case .past(let fromMs, let toMs):
            guard fromMs >= 0, fromMs < toMs else {
                throw CaptureError(.request, "the window ends before it begins: --from must be before --to")
            }
            guard toMs <= WallClock.now() / 1_000_000 else {
                throw CaptureError(
                    .request, "the window ends in the future: leave --to out, or capture what is to come with --for")
            }
            return nil
        }
    }

    private func manifest(_ plan: CapturePlan) -> TraceManifest {
        TraceManifest(
            capturedAt: WallClock.now(), source: request.target.name, windowStart: plan.startNs,
            windowEnd: plan.endNs ?? plan.startNs, window: plan.endNs == nil ? .live : .past, topics: plan.topics,
            seatrialVersion: request.seatrialVersion)
    }

    private func finish(
        _ loop: CaptureLoop, _ survey: GroupSurvey, _ sample: (batches: [TraceBatch], note: String?),
        _ sink: CaptureSink
    ) throws(CaptureError) -> CaptureReport {
        let plan = loop.plan
        let windowEnd = plan.endNs ?? WallClock.now()
        let closing = CaptureSink.Closing(
            partitions: plan.partitions.map {
                TracePartition(
                    topic: $0.topic, partition: $0.partition, startOffset: $0.start, endOffset: $0.position,
                    holes: $0.holes)
            }, groups: survey.groups, batches: sample.batches, timestampKinds: loop.tallies.map(\.timestampKind),
            windowEnd: windowEnd)
        let kept: CaptureSink.Kept
        do {
            kept = try sink.finish(closing)
        } catch {
            throw CaptureError(.file, "\(error)")
        }
        return CaptureReport(
            ending: loop.ending, source: request.target.name, windowStart: plan.startNs, windowEnd: windowEnd,
            topics: plan.topics.indices.map { topic(at: $0, loop, survey) }, events: kept.events,
            payloadBytes: loop.tallies.reduce(0) { $0 + $1.bytes }, keys: kept.keys,
            sharedKeyEvents: kept.sharedKeyEvents, gaps: loop.gaps,
            missed: plan.partitions.reduce(0) { $0 + $1.missed }, holes: plan.partitions.reduce(0) { $0 + $1.holes },
            unread: loop.unread, movedTimes: loop.arrivals.moved, raisedTimes: kept.raisedTimes,
            undated: loop.arrivals.undated, batches: sample.batches.reduce(0) { $0 + $1.batches },
            batchRecords: sample.batches.reduce(0) { $0 + $1.records },
            codecs: Set(sample.batches.map(\.codec)).sorted(),
            fileBytes: kept.bytes, notes: plan.notes + survey.notes + [sample.note].compactMap(\.self))
    }

    private func topic(at index: Int, _ loop: CaptureLoop, _ survey: GroupSurvey) -> CaptureReport.Topic {
        let tally = loop.tallies[index]
        let counts = loop.plan.partitions.filter { $0.topic == index }.map(\.events)
        let mean = Double(tally.events) / Double(counts.count)
        return CaptureReport.Topic(
            name: loop.plan.topics[index].name, partitions: counts.count, events: tally.events,
            skew: mean > 0 ? Double(counts.max() ?? 0) / mean : nil, meanValueBytes: tally.valueSizes.mean,
            p50ValueBytes: tally.valueSizes.value(atPercentile: 50),
            p99ValueBytes: tally.valueSizes.value(atPercentile: 99),
            maxValueBytes: tally.valueSizes.value(atPercentile: 100),
            groups: survey.groups.filter { $0.topic == index }.count)
    }
}

extension TopicPartition {
    fileprivate func at(_ offset: Int64) -> TopicPartition {
        TopicPartition(topic: topic, partition: partition, offset: offset)
    }
}
