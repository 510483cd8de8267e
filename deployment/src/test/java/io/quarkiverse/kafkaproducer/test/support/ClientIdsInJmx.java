package io.quarkiverse.kafkaproducer.test.support;

import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.TreeSet;

import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** The client ids of the Kafka producers that are open, as the JVM's registry of metrics has them. */
public final class ClientIdsInJmx {

    private ClientIdsInJmx() {
    }

    public static Set<String> open() {
        try {
            Set<String> ids = new TreeSet<>();
            ManagementFactory.getPlatformMBeanServer()
                    .queryNames(new ObjectName("kafka.producer:type=app-info,id=*"), null)
                    .forEach(name -> ids.add(name.getKeyProperty("id")));
            return ids;
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException(e);
        }
    }
}
