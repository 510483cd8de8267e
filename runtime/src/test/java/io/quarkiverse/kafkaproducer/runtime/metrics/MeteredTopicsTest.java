package io.quarkiverse.kafkaproducer.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

class MeteredTopicsTest {

    private record One(MetricName metricName) implements Metric {
        @Override
        public Object metricValue() {
            return 1.0;
        }
    }

    @Test
    void theFirstOnesKeepTheirNamesAndAllOthersShareOne() {
        MeteredTopics topics = new MeteredTopics(2);

        assertThat(List.of("a", "b", "c", "a", "d", "b")).extracting(topics::tag).containsExactly("a", "b", "<other>", "a",
                "<other>", "b");
        assertThat(new MeteredTopics(0).tag("a")).isEqualTo("<other>");
    }

    @Test
    void asManyAsThereArePlacesHaveNamesWhenManyThreadsAsk() {
        MeteredTopics topics = new MeteredTopics(100);

        Set<String> tags = IntStream.range(0, 100_000).parallel().mapToObj(number -> topics.tag("topic-" + number % 10_000))
                .collect(Collectors.toSet());

        assertThat(tags).hasSize(101).contains("<other>");
    }

    @Test
    void ofAKafkaClientsMetricsThoseOfTopicsAreBounded() {
        MockProducer<Object, Object> client = new MockProducer<>();
        MetricName ofAll = new MetricName("record-send-total", "producer-metrics", "", Map.of());
        client.setMockMetrics(ofAll, new One(ofAll));
        for (int number = 0; number < 10_000; number++) {
            MetricName name = new MetricName("record-send-total", "producer-topic-metrics", "", Map.of("topic", "t" + number));
            client.setMockMetrics(name, new One(name));
        }

        assertThat(new BoundedMetricsClient(client, new MeteredTopics(100)).metrics()).hasSize(101).containsKey(ofAll);
    }
}
