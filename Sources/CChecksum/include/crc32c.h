// CRC-32C (Castagnoli, RFC 3720 appendix B.4), the polynomial that Kafka's own record batches use. The processor's
// instruction where there is one, a table where there is none: both give the same value (a test compares them).
#ifndef SEATRIAL_CRC32C_H
#define SEATRIAL_CRC32C_H

#include <stddef.h>
#include <stdint.h>

// Continues `crc` (0 to begin) over `length` bytes at `bytes`.
uint32_t seatrial_crc32c(uint32_t crc, const void *bytes, size_t length);

// The same by table, whatever the processor.
uint32_t seatrial_crc32c_portable(uint32_t crc, const void *bytes, size_t length);

#endif
