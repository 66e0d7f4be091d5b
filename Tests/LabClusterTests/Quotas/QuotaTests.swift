import Testing

@testable import LabCluster

struct QuotaTests {
    @Test func theNearestOwnerCounts() {
        let quotas = ClientQuotas()
        quotas.set(.produce, of: QuotaOwner(client: .standard), to: 1)
        #expect(quotas.limit(.produce, user: "u", client: "c")?.value == 1)
        quotas.set(.produce, of: QuotaOwner(client: .named("c")), to: 2)
        #expect(quotas.limit(.produce, user: "u", client: "c")?.value == 2)
        quotas.set(.produce, of: QuotaOwner(user: .standard), to: 3)
        #expect(quotas.limit(.produce, user: "u", client: "c")?.value == 3)
        quotas.set(.produce, of: QuotaOwner(user: .named("u"), client: .named("c")), to: 4)
        #expect(quotas.limit(.produce, user: "u", client: "c")?.value == 4)
        #expect(quotas.limit(.produce, user: "u", client: "d")?.value == 3)
        #expect(quotas.limit(.fetch, user: "u", client: "c") == nil)
    }

    @Test func aQuotaThatIsRemovedIsGone() {
        let quotas = ClientQuotas()
        let owner = QuotaOwner(client: .named("c"))
        quotas.set(.produce, of: owner, to: 1)
        quotas.set(.produce, of: owner, to: nil)
        #expect(quotas.isQuiet)
    }

    @Test func whatIsAboveTheQuotaIsWaitedFor() {
        let quotas = ClientQuotas()
        quotas.set(.produce, of: QuotaOwner(client: .named("c")), to: 1000)
        func send(_ bytes: Double, at now: Int64) -> Int64 {
            quotas.book(.produce, bytes, user: "u", client: "c", node: 1, now: now)
        }
        // A window of ten seconds takes 10,000 bytes; 5,000 more take five seconds.
        #expect(send(10_000, at: 100_000) == 0)
        #expect(send(5000, at: 100_000) == 5000)
        #expect(send(0, at: 120_000) == 0)
    }

    @Test func clientsOfADefaultHaveItEachForThemselves() {
        let quotas = ClientQuotas()
        quotas.set(.produce, of: QuotaOwner(client: .standard), to: 1000)
        #expect(quotas.book(.produce, 20_000, user: "u", client: "a", node: 1, now: 0) > 0)
        #expect(quotas.book(.produce, 1000, user: "u", client: "b", node: 1, now: 0) == 0)
        #expect(quotas.book(.produce, 1000, user: "u", client: "a", node: 2, now: 0) == 0)
    }

    @Test func bytesThatAreHeldBackAreNotCounted() {
        let quotas = ClientQuotas()
        quotas.set(.fetch, of: QuotaOwner(client: .named("c")), to: 1000)
        #expect(
            quotas.book(.fetch, 20_000, user: "u", client: "c", node: 1, now: 0, isTakenBack: true) == 10_000)
        #expect(quotas.book(.fetch, 5000, user: "u", client: "c", node: 1, now: 0, isTakenBack: true) == 0)
    }

    @Test func aBucketGoesBelowNothingOnce() {
        var bucket = TokenBucket(quota: 1, at: 0)
        #expect(bucket.take(20, at: 0, isStrict: true) == 0)
        #expect(bucket.take(1, at: 0, isStrict: true) == 9000)
        #expect(bucket.take(1, at: 4000, isStrict: true) == 5000)
        #expect(bucket.take(1, at: 9000, isStrict: true) == 0)
        #expect(bucket.take(3, at: 9000, isStrict: false) == 4000)
    }
}
