package import ScenarioModel

/// The scenario's firmware versions and what a frame calls their schemas.
package struct SchemaBook: Hashable, Sendable {
    package let versions: [Firmware]
    /// By version.
    private let ids: [UInt32]

    /// `registered`: the id of a version's schema in a Schema Registry; without one it is the version's place, from 1.
    package init(_ versions: [Firmware], registered: [String: UInt32] = [:]) {
        self.versions = versions
        ids = versions.enumerated().map { registered[$1.version] ?? UInt32($0 + 1) }
    }

    /// Index of the version whose schema has this id; versions are few.
    @inline(__always)
    func version(ofSchema id: UInt32) -> Int? {
        for index in ids.indices where ids[index] == id { return index }
        return nil
    }
}
