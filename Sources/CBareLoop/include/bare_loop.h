// The least that a C program can do with librdkafka: what the load engine is measured against.
#ifndef SEATRIAL_BARE_LOOP_H
#define SEATRIAL_BARE_LOOP_H

#include <stdint.h>

// Produces `count` values of `size` zero-filled bytes with a key of 12 bytes over `partitions` partitions in random
// order, with acks as configured by default and a queue of `queue` records, and polls delivery reports. Returns the
// number of acknowledged records, -1 on failure (with a line on stderr).
int64_t seatrial_bare_produce(
    const char *bootstrap, const char *topic, int32_t partitions, int64_t count, int32_t size, int32_t queue);

// Reads `count` records from the beginning of the topic as a group of one. Returns the number read, -1 on failure.
int64_t seatrial_bare_consume(const char *bootstrap, const char *topic, const char *group, int64_t count);

#endif
