#include "bare_loop.h"

#include <librdkafka/rdkafka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int64_t acknowledged;

static void delivered(rd_kafka_t *client, const rd_kafka_message_t *message, void *opaque) {
    (void)client, (void)opaque;
    if (message->err == RD_KAFKA_RESP_ERR_NO_ERROR) acknowledged++;
}

static int set(rd_kafka_conf_t *conf, const char *name, const char *value) {
    char reason[256];
    if (rd_kafka_conf_set(conf, name, value, reason, sizeof reason) == RD_KAFKA_CONF_OK) return 0;
    fprintf(stderr, "bare loop: %s: %s\n", name, reason);
    return -1;
}

int64_t seatrial_bare_produce(
    const char *bootstrap, const char *topic, int32_t partitions, int64_t count, int32_t size, int32_t queue) {
    char reason[256];
    char room[16];
    snprintf(room, sizeof room, "%d", queue);
    acknowledged = 0;
    rd_kafka_conf_t *conf = rd_kafka_conf_new();
    if (set(conf, "bootstrap.servers", bootstrap) || set(conf, "queue.buffering.max.messages", room) ||
        set(conf, "queue.buffering.max.kbytes", "1048576"))
        return -1;
    rd_kafka_conf_set_dr_msg_cb(conf, delivered);
    rd_kafka_t *client = rd_kafka_new(RD_KAFKA_PRODUCER, conf, reason, sizeof reason);
    if (!client) return fprintf(stderr, "bare loop: %s\n", reason), -1;
    rd_kafka_topic_t *handle = rd_kafka_topic_new(client, topic, NULL);
    char *value = calloc(1, (size_t)size);
    char key[] = "devices-0000";
    // Records as a fleet sends them: keyed, so that neighbours go to different partitions (Lehmer's generator).
    uint64_t random = 1;
    for (int64_t sent = 0; sent < count;) {
        int32_t partition = (int32_t)(random % (uint64_t)partitions);
        if (rd_kafka_produce(
                handle, partition, RD_KAFKA_MSG_F_COPY, value, (size_t)size, key, sizeof key - 1, NULL) == 0) {
            random = random * 48271 % 2147483647;
            if (++sent % 1000 == 0) rd_kafka_poll(client, 0);
        } else if (rd_kafka_last_error() == RD_KAFKA_RESP_ERR__QUEUE_FULL) {
            rd_kafka_poll(client, 10);
        } else {
            fprintf(stderr, "bare loop: %s\n", rd_kafka_err2str(rd_kafka_last_error()));
            break;
        }
    }
    rd_kafka_flush(client, 60000);
    free(value);
    rd_kafka_topic_destroy(handle);
    rd_kafka_destroy(client);
    return acknowledged;
}

int64_t seatrial_bare_consume(const char *bootstrap, const char *topic, const char *group, int64_t count) {
    char reason[256];
    rd_kafka_conf_t *conf = rd_kafka_conf_new();
    if (set(conf, "bootstrap.servers", bootstrap) || set(conf, "group.id", group) ||
        set(conf, "auto.offset.reset", "earliest") || set(conf, "session.timeout.ms", "6000"))
        return -1;
    rd_kafka_t *client = rd_kafka_new(RD_KAFKA_CONSUMER, conf, reason, sizeof reason);
    if (!client) return fprintf(stderr, "bare loop: %s\n", reason), -1;
    rd_kafka_poll_set_consumer(client);
    rd_kafka_topic_partition_list_t *topics = rd_kafka_topic_partition_list_new(1);
    rd_kafka_topic_partition_list_add(topics, topic, RD_KAFKA_PARTITION_UA);
    rd_kafka_subscribe(client, topics);
    rd_kafka_topic_partition_list_destroy(topics);
    int64_t read = 0;
    for (int idle = 0; read < count && idle < 300;) {
        rd_kafka_message_t *message = rd_kafka_consumer_poll(client, 100);
        if (!message) {
            idle++;
            continue;
        }
        if (message->err == RD_KAFKA_RESP_ERR_NO_ERROR) read++;
        rd_kafka_message_destroy(message);
    }
    rd_kafka_consumer_close(client);
    rd_kafka_destroy(client);
    return read;
}
