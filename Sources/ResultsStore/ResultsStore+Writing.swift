package import Evidence
import GRDB
package import Scorecards

extension ResultsStore {
    /// Stores a trial before its first event is sent.
    package func begin(
        _ manifest: TrialManifest, phases: [PhaseRecord], readers: [ReaderRecord], bands: [BandsRecord]
    ) throws(ResultsError) {
        try write("storing trial \(manifest.id)") { database in
            guard try number(of: manifest.id, database) == nil else {
                throw ResultsError(
                    .duplicateTrial, "trial \(manifest.id) is in it already", path: path,
                    remedy: "start again, every start has an id of its own")
            }
            let trial = try TrialTable.insert(manifest, database)
            try PhaseTable.replace(phases, trial: trial, database)
            try ReaderTable.insert(readers, trial: trial, database)
            try BandTable.insert(bands, trial: trial, database)
        }
    }

    /// Adds complete seconds to a trial that runs.
    ///
    /// A key (second and phase, with kind and reader) comes once; of lag and host samples in one second the last is
    /// kept.
    package func append(_ batch: SecondBatch, to id: String) throws(ResultsError) {
        try write("storing seconds of trial \(id)") { database in
            let trial = try existingNumber(of: id, database)
            try ProductionTable.insert(batch.production, trial: trial, database)
            try DeliveryTable.insert(batch.deliveries, trial: trial, database)
            try LatencyTables.insert(batch.latencies, trial: trial, database)
            try LagTable.insert(batch.lag, trial: trial, database)
            try HostTable.insert(batch.host, trial: trial, database)
            try ConnectionTable.insert(batch.connections, trial: trial, database)
            try IncidentTable.insert(batch.incidents, trial: trial, database)
        }
    }

    /// Stores the actual starts and ends of a trial's phases, as they become known.
    package func updatePhases(_ phases: [PhaseRecord], of id: String) throws(ResultsError) {
        try write("storing phases of trial \(id)") { database in
            try PhaseTable.replace(phases, trial: try existingNumber(of: id, database), database)
        }
    }

    /// Stores how a trial ended and its books, and makes a long trial's distributions small.
    ///
    /// Incidents that were appended before may be in `account` again; no phases in it leaves those that are stored.
    package func finish(_ manifest: TrialManifest, account: TrialAccount) throws(ResultsError) {
        let isSmaller = try write("storing the account of trial \(manifest.id)") { database in
            let trial = try existingNumber(of: manifest.id, database)
            try TrialTable.update(manifest, number: trial, database)
            if !account.phases.isEmpty { try PhaseTable.replace(account.phases, trial: trial, database) }
            try TallyTable.replace(account.tallies, trial: trial, database)
            try PartitionTable.replace(account.partitions, trial: trial, database)
            try GapTable.replace(account.gaps, trial: trial, database)
            try CatchUpTable.replace(account.catchUps, trial: trial, database)
            try FleetTallyTable.replace(account.fleetTallies, trial: trial, database)
            try EdgeTable.replace(account.edges, trial: trial, database)
            try OutageTable.replace(account.outages, trial: trial, database)
            try ScaleOutTable.replace(account.scaleOuts, trial: trial, database)
            try HonestyTables.replace(account.honesty, trial: trial, database)
            try IncidentTable.insert(account.incidents, trial: trial, database)
            try PhaseLatencyTable.replace(trial: trial, database)
            return try HistogramWindows.standard.merge(
                trial: trial, catchUps: account.catchUps, outages: account.outages, database)
        }
        if isSmaller { try shrink() }
    }

    /// Stores what the scorecard says, in place of what an earlier one said.
    package func storeRating(_ scorecard: Scorecard) throws(ResultsError) {
        let id = scorecard.trial.id
        try write("storing the rating of trial \(id)") { database in
            let trial = try existingNumber(of: id, database)
            try database.execute(
                sql: "UPDATE trials SET rating = ?, verdict = ? WHERE number = ?",
                arguments: [scorecard.overall.rawValue, scorecard.verdict, trial])
            try FindingTable.replace(scorecard.areas, trial: trial, database)
        }
    }
}
