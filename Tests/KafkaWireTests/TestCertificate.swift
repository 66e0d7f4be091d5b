/// A certificate for localhost and 127.0.0.1 that signed itself, valid from 2020 to 2120, with its key.
///
/// Made for these tests and good for nothing else: whoever reads this has the key.
enum TestCertificate {
    static let certificate = """
        -----BEGIN CERTIFICATE-----
        MIIBRzCB7qADAgECAgEBMAoGCCqGSM49BAMCMBQxEjAQBgNVBAMMCWxvY2FsaG9z
        dDAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFowFDESMBAGA1UEAwwJ
        bG9jYWxob3N0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEhi/AsS37iZ3z/J/L
        m4g2Yno7OlYXORKNYrU9OaWYzvebUk7ONLHdT8z5IBJx01SlMDiFjNWykImn4kBM
        NQExBKMvMC0wDwYDVR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SH
        BH8AAAEwCgYIKoZIzj0EAwIDSAAwRQIhAKKiBexMeJQ/+uK8Kd0bbtn4Hx0sXKkE
        d7xoW+J1UaurAiBs28XnC+j5ioUaIYIktwZ8PXETHsnWlM/Z8tdJUiK9oA==
        -----END CERTIFICATE-----
        """

    static let key = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg+M5aQkojhX258Sic
        DD9yN2/XlsRibZQJKMDzFOM5kXqhRANCAASGL8CxLfuJnfP8n8ubiDZiejs6Vhc5
        Eo1itT05pZjO95tSTs40sd1PzPkgEnHTVKUwOIWM1bKQiafiQEw1ATEE
        -----END PRIVATE KEY-----
        """

    /// The same key, encrypted with `keyPassword`.
    static let encryptedKey = """
        -----BEGIN ENCRYPTED PRIVATE KEY-----
        MIH0MF8GCSqGSIb3DQEFDTBSMDEGCSqGSIb3DQEFDDAkBBAdpohoQGd75T3K9SaQ
        FXldAgIIADAMBggqhkiG9w0CCQUAMB0GCWCGSAFlAwQBKgQQNsdjgKKoJGZkbL98
        x2QdpQSBkEtRv5UAZvdWGR3ybTDWTuNFc0SDA7VwmZlxfNIPVGfs424amKNFbKSk
        d3lVMJioXPkgNdcFKzraxwyMszFX0fYfZvoVNbFN4KOfukk7UtIRUarNZoXgZ0eS
        LpRsIG+y05w9hYgX4p29li+df3j8++yyrbdqtK7i+vOJQiDaFrjLBch2MUYggHTx
        tr7h1ODPWQ==
        -----END ENCRYPTED PRIVATE KEY-----
        """

    static let keyPassword = "k3y-pass"
}
