#include "mock_cluster.h"

#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>
#include <stdio.h>
#include <stdlib.h>

struct seatrial_mock {
    rd_kafka_t *client;
    rd_kafka_mock_cluster_t *cluster;
};

seatrial_mock *seatrial_mock_start(void) {
    char reason[256];
    seatrial_mock *mock = calloc(1, sizeof *mock);
    if (!mock) return NULL;
    rd_kafka_conf_t *conf = rd_kafka_conf_new();
    // Without it the client warns that it has no bootstrap servers, of which a mock's has no need.
    if (rd_kafka_conf_set(conf, "log_level", "3", reason, sizeof reason) != RD_KAFKA_CONF_OK)
        fprintf(stderr, "mock cluster: %s\n", reason);
    mock->client = rd_kafka_new(RD_KAFKA_PRODUCER, conf, reason, sizeof reason);
    if (!mock->client) {
        fprintf(stderr, "mock cluster: %s\n", reason);
        rd_kafka_conf_destroy(conf);
        free(mock);
        return NULL;
    }
    mock->cluster = rd_kafka_mock_cluster_new(mock->client, 1);
    if (!mock->cluster) {
        fprintf(stderr, "mock cluster: its port cannot be opened\n");
        seatrial_mock_stop(mock);
        return NULL;
    }
    return mock;
}

const char *seatrial_mock_bootstrap(const seatrial_mock *mock) {
    return rd_kafka_mock_cluster_bootstraps(mock->cluster);
}

int seatrial_mock_create_topic(seatrial_mock *mock, const char *name, int32_t partitions) {
    rd_kafka_resp_err_t error = rd_kafka_mock_topic_create(mock->cluster, name, partitions, 1);
    if (!error) return 0;
    fprintf(stderr, "mock cluster: topic %s: %s\n", name, rd_kafka_err2str(error));
    return -1;
}

void seatrial_mock_stop(seatrial_mock *mock) {
    if (mock->cluster) rd_kafka_mock_cluster_destroy(mock->cluster);
    rd_kafka_destroy(mock->client);
    free(mock);
}
