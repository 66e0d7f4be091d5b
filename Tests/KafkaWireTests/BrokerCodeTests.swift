internal import Foundation
import TestSupport
import Testing

@testable import KafkaWire

struct BrokerCodeTests {
    /// The members are declared one a line; what each is called is Kafka's name in camel case.
    @Test func everyCodeOfKafkaHasItsMemberByItsName() throws {
        let declaration = #/static let (\w+) = BrokerCode\(rawValue: (-?\d+)\)/#
        let members = try RepositoryRoot.text("Sources/KafkaWire/BrokerCode+Members.swift").matches(of: declaration)
        #expect(members.map { Int($0.2) } == Array(-1...133))
        for member in members {
            let code = BrokerCode(rawValue: try #require(Int16(member.2)))
            let words = try #require(code.name).lowercased().split(separator: "_")
            let camelCase = words.enumerated().map { $0.offset == 0 ? String($0.element) : $0.element.capitalized }
            #expect(member.1 == camelCase.joined())
        }
    }

    @Test(arguments: [
        (BrokerCode.unknownServerError, -1, "UNKNOWN_SERVER_ERROR (-1)"), (.none, 0, "NONE (0)"),
        (.unknownTopicOrPartition, 3, "UNKNOWN_TOPIC_OR_PARTITION (3)"),
        (.invalidTopicException, 17, "INVALID_TOPIC_EXCEPTION (17)"),
        (.unsupportedVersion, 35, "UNSUPPORTED_VERSION (35)"), (.kafkaStorageError, 56, "KAFKA_STORAGE_ERROR (56)"),
        (.memberIdRequired, 79, "MEMBER_ID_REQUIRED (79)"), (.producerFenced, 90, "PRODUCER_FENCED (90)"),
        (.unknownTopicId, 100, "UNKNOWN_TOPIC_ID (100)"), (.fencedMemberEpoch, 110, "FENCED_MEMBER_EPOCH (110)"),
        (.transactionAbortable, 120, "TRANSACTION_ABORTABLE (120)"),
        (.shareSessionLimitReached, 133, "SHARE_SESSION_LIMIT_REACHED (133)"),
    ])
    func codeHasItsNumberAndName(code: BrokerCode, number: Int16, text: String) {
        #expect(code.rawValue == number)
        #expect(code.description == text)
    }

    @Test(arguments: [Int16.min, -2, 134, 500, .max])
    func unknownCodeIsShownAsItsNumber(number: Int16) {
        let code = BrokerCode(rawValue: number)
        #expect(code.name == nil)
        #expect(code.description == "error code \(number)")
        #expect(!code.isRetriable)
    }

    @Test func retriableIsWhatKafkasExceptionsSay() {
        #expect(BrokerCode.corruptMessage.isRetriable)
        #expect(BrokerCode.coordinatorLoadInProgress.isRetriable)
        #expect(BrokerCode.notEnoughReplicas.isRetriable)
        #expect(BrokerCode.throttlingQuotaExceeded.isRetriable)
        for code in [BrokerCode.none, .messageTooLarge, .rebalanceInProgress, .topicAlreadyExists, .producerFenced] {
            #expect(!code.isRetriable, "\(code)")
        }
        #expect((-1...133).filter { BrokerCode(rawValue: $0).isRetriable }.count == 32)
    }

    @Test func whatIsTransientIsRetriable() {
        for number in Int16(-1)...133 where BrokerCode(rawValue: number).isTransient {
            #expect(BrokerCode(rawValue: number).isRetriable, "\(BrokerCode(rawValue: number))")
        }
    }
}
