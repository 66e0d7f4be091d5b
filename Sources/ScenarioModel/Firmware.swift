package import Quantities

/// A version of the devices' software: what its events carry, and the schema they keep.
package struct Firmware: Hashable, Sendable {
    package enum Format: String, CaseIterable, Hashable, Sendable {
        /// A JSON object; its schema is a JSON Schema.
        case json
        /// Avro binary of a record.
        case avro
    }

    package var version: String
    package var format: Format
    /// The event's fields besides the stamp, in their order.
    package var fields: [SchemaField]
    /// Filler and size as for any payload; `shape` is not looked at.
    package var payload: Payload

    package init(
        version: String, format: Format = .json, fields: [SchemaField], payload: Payload = Payload(shape: .telemetry)
    ) {
        self.version = version
        self.format = format
        self.fields = fields
        self.payload = payload
    }
}

/// One field of a firmware's event.
package struct SchemaField: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        case long, double, string, boolean
    }

    package var name: String
    package var kind: Kind
    /// A reader of this version can do without it (JSON: not required; Avro: with a default).
    package var isOptional: Bool

    package init(name: String, kind: Kind, isOptional: Bool = false) {
        self.name = name
        self.kind = kind
        self.isOptional = isOptional
    }
}

/// Devices of a group go over from one firmware to another, forward or back, during a phase.
package struct Rollout: Hashable, Sendable {
    package enum Order: String, CaseIterable, Hashable, Sendable {
        /// One device after another, by a seeded draw.
        case share
        /// One region after another.
        case region
    }

    /// The version they go to; a rollback names the earlier one.
    package var to: String
    package var phase: String
    package var after: Nanoseconds
    /// From the first device to the last.
    package var duration: Nanoseconds
    /// Share of the group's devices, from 0 to 1.
    ///
    /// Draws are the same for every rollout of a group, so a rollback of 0.3 takes back the devices that a rollout of
    /// 0.3 moved.
    package var share: Double
    package var order: Order

    package init(
        to: String, phase: String, after: Nanoseconds = .zero, duration: Nanoseconds = .zero, share: Double = 1,
        order: Order = .share
    ) {
        self.to = to
        self.phase = phase
        self.after = after
        self.duration = duration
        self.share = share
        self.order = order
    }
}
