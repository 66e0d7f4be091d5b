// What Swift needs of librdkafka: its header, and a wrapper for each declaration that Swift cannot import.
#ifndef SEATRIAL_CRDKAFKA_SHIM_H
#define SEATRIAL_CRDKAFKA_SHIM_H

#include <librdkafka/rdkafka.h>

#if RD_KAFKA_VERSION < 0x020002ff
#error "Seatrial needs librdkafka 2.0.2 or newer"
#endif

#endif
