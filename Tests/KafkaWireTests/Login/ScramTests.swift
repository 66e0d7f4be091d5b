internal import Crypto
internal import Foundation
import Testing

@testable import KafkaWire

struct ScramTests {
    private let nonce = "rOprNGfwEbeRWgbNEkqO"
    private let serverFirst =
        "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"

    private func exchange(
        _ mechanism: SaslMechanism = .scramSHA256, user: String = "user", password: String = "pencil"
    ) -> ScramExchange {
        ScramExchange(
            SaslCredentials(mechanism: mechanism, username: user, password: Secret(value: password)), nonce: nonce,
            place: "broker:9092")
    }

    /// RFC 5802, section 5; SHA-1 stands in no broker's list, but the arithmetic is the same.
    @Test func proofIsThatOfRFC5802() {
        let proof = ScramProof<Insecure.SHA1>(
            password: "pencil", salt: Array(Data(base64Encoded: "QSXCR+Q6sek8bf92") ?? Data()), iterations: 4096,
            authMessage:
                "n=user,r=fyko+d2lbbFgONRv9qkxdawL,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,"
                + "i=4096,c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j")
        #expect(Data(proof.clientProof).base64EncodedString() == "v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=")
        #expect(Data(proof.serverSignature).base64EncodedString() == "rmF9pqV8S7suAoZWja4dJRkFsKQ=")
    }

    /// RFC 7677, section 3.
    @Test func exchangeIsThatOfRFC7677() throws {
        let scram = exchange()
        #expect(scram.first == "n,,n=user,r=rOprNGfwEbeRWgbNEkqO")
        let final = try scram.final(answering: serverFirst)
        #expect(
            final.message == "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                + "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=")
        try scram.verify("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=", against: final.serverSignature)
    }

    /// The same messages with SHA-512, as Python's hashlib computes them.
    @Test func exchangeWithSHA512IsThatOfAnotherProgram() throws {
        let scram = exchange(.scramSHA512)
        let final = try scram.final(answering: serverFirst)
        #expect(
            final.message.hasSuffix(
                ",p=gMGXRcevScNtxZ6/8lQYpGtnsNAc3mGcmNomv+xnoOMw+3R2xNJdMNnzMlTN8PPC6wdp6dybEmDYXYTxwnYPJQ=="))
        try scram.verify(
            "v=ZQnYEgWQMFmmsM8aQMF0nDDCy/AgCzkwk8CmMZYcMg0vSVlKDanekLtifDSeVGT4+5ZxXnJq199RVG2rR7N7Zw==",
            against: final.serverSignature)
    }

    @Test func nameWithCommaAndEqualsIsEscaped() {
        #expect(exchange(user: "a=b,c").first == "n,,n=a=3Db=2Cc,r=\(nonce)")
    }

    @Test(arguments: [
        "", "r=", "x", "r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==", "r=rOprNGfwEbeRWgbNEkqOx,s=!!,i=4096",
        "r=rOprNGfwEbeRWgbNEkqOx,s=,i=4096", "r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=x",
        "m=ext,r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
    ])
    func incompleteChallengeIsMalformed(challenge: String) {
        let scram = exchange()
        let error = wireError { () throws(WireError) in _ = try scram.final(answering: challenge) }
        #expect(error?.kind == .malformed)
    }

    @Test(arguments: [
        "r=anotherNonce,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096", "r=rOprNGfwEbeRWgbNEkqO,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
        "r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4095",
        "r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=2000000000", "e=unknown-user",
    ])
    func untrustworthyChallengeIsRefused(challenge: String) {
        let scram = exchange()
        let error = wireError { () throws(WireError) in _ = try scram.final(answering: challenge) }
        #expect(error?.kind == .authentication)
    }

    @Test(arguments: ["v=AAAA", "", "v=!!", "e=invalid-proof"])
    func brokerThatDoesNotProveItselfIsRefused(final: String) throws {
        let scram = exchange()
        let signature = try scram.final(answering: serverFirst).serverSignature
        let error = wireError { () throws(WireError) in try scram.verify(final, against: signature) }
        #expect(error?.kind == .authentication)
    }

    @Test func passwordIsInNoError() throws {
        let scram = exchange(password: "hunter2-hunter2")
        for message in ["e=hunter2-hunter2 is wrong", "r=hunter2-hunter2"] {
            let error = wireError { () throws(WireError) in _ = try scram.final(answering: message) }
            #expect(!"\(try #require(error))".contains("hunter2"))
        }
        #expect(!"\(scram)".contains("hunter2"))
    }

    @Test func noncesDiffer() {
        #expect(Set((0..<100).map { _ in ScramExchange.freshNonce() }).count == 100)
        #expect(!ScramExchange.freshNonce().contains(","))
    }
}
