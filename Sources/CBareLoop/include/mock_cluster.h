// librdkafka's mock cluster: a peer that the lab cluster is compared with, and nothing that a test rests on.
#ifndef SEATRIAL_MOCK_CLUSTER_H
#define SEATRIAL_MOCK_CLUSTER_H

#include <stdint.h>

typedef struct seatrial_mock seatrial_mock;

// Starts one mock broker on a port of this machine; NULL on failure (with a line on stderr). To be ended with
// seatrial_mock_stop.
seatrial_mock *seatrial_mock_start(void);

// Where its clients begin; it lives as long as the cluster.
const char *seatrial_mock_bootstrap(const seatrial_mock *mock);

// Makes a topic. Returns 0, or -1 on failure (with a line on stderr).
int seatrial_mock_create_topic(seatrial_mock *mock, const char *name, int32_t partitions);

void seatrial_mock_stop(seatrial_mock *mock);

#endif
