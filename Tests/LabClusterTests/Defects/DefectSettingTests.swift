import Testing

@testable import LabCluster

@Suite struct DefectSettingTests {
    @Test func nameAloneStrikesAlwaysAndEverywhere() throws {
        let setting = try DefectSetting("lose-acked")
        #expect(setting.defect.id == "lose-acked")
        #expect(setting.probability == 1)
        #expect(setting.topic == nil && setting.partition == nil && setting.client == nil && setting.node == nil)
    }

    @Test func everyLimitIsRead() throws {
        let setting = try DefectSetting("lose-acked:p=0.25,seed=9,topic=a.b,partition=3,client=c,node=2,from=1.5,to=4")
        #expect(setting.probability == 0.25)
        #expect(setting.seed == 9)
        #expect(setting.topic == "a.b")
        #expect(setting.partition == 3)
        #expect(setting.client == "c")
        #expect(setting.node == 2)
        #expect(setting.from == 1.5)
        #expect(setting.to == 4)
    }

    @Test(arguments: [
        ("no-such-defect", "--list-defects"), ("lose-acked:", "key=value"), ("lose-acked:p", "key=value"),
        ("lose-acked:p=", "key=value"), ("lose-acked:p=1.1", "0 to 1"), ("lose-acked:p=x", "0 to 1"),
        ("lose-acked:partition=-1", "whole number"), ("lose-acked:colour=red", "are known"),
        ("lose-acked:from=5,to=5", "before"),
    ])
    func mistakeIsNamed(text: String, says: String) {
        #expect { try DefectSetting(text) } throws: { "\($0)".contains(says) }
    }

    @Test func strikesAreLimitedInTimePlaceAndNumber() throws {
        let armed = ArmedDefect(try DefectSetting("lose-acked:topic=a,partition=1,from=2,to=3"))
        func strikes(at second: Double, _ topic: String?, _ partition: Int32?) -> Bool {
            armed.strikes(atSeconds: second, client: nil, node: nil, topic: topic, partition: partition)
        }
        #expect(!strikes(at: 1.9, "a", 1))
        #expect(strikes(at: 2, "a", 1))
        #expect(!strikes(at: 3, "a", 1))
        #expect(!strikes(at: 2.5, "b", 1))
        #expect(!strikes(at: 2.5, "a", 2))
        #expect(armed.strikes == 1)
    }

    @Test func sameSeedStrikesTheSameOccasions() throws {
        let setting = try DefectSetting("lose-acked:p=0.3,seed=5")
        let (one, other) = (ArmedDefect(setting), ArmedDefect(setting))
        let choices = (0..<1000).map { _ in
            one.strikes(atSeconds: 0, client: nil, node: nil, topic: nil, partition: nil)
        }
        let again = (0..<1000).map { _ in
            other.strikes(atSeconds: 0, client: nil, node: nil, topic: nil, partition: nil)
        }
        #expect(choices == again)
        // 300 are expected, with a standard deviation of 14.5.
        #expect((210...390).contains(one.strikes))
    }

    @Test func catalogueHasSixtyDefectsOfEveryArea() {
        #expect(LabDefect.all.count >= 60)
        #expect(Set(LabDefect.all.map(\.id)).count == LabDefect.all.count)
        #expect(Set(LabDefect.all.map(\.area)) == Set(LabDefect.Area.allCases))
        for defect in LabDefect.all {
            #expect(!defect.foundBy.isEmpty, "\(defect.id)")
            #expect(!defect.hooks.isEmpty, "\(defect.id)")
            #expect(defect.id.allSatisfy { $0.isLowercase || $0 == "-" }, "\(defect.id)")
        }
    }
}
