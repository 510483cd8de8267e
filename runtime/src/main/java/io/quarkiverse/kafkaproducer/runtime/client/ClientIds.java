package io.quarkiverse.kafkaproducer.runtime.client;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The client ids in use. Two clients with the same one would be one in the brokers' logs and metrics, and the JVM's registry
 * of metrics would refuse the second.
 */
public final class ClientIds {

    private final Set<String> inUse = ConcurrentHashMap.newKeySet();

    /** The wanted one, with a number behind it if it is in use. */
    public String take(String wanted) {
        String id = wanted;
        for (int number = 2; !inUse.add(id); number++) {
            id = wanted + "-" + number;
        }
        return id;
    }

    public void giveBack(String id) {
        inUse.remove(id);
    }
}
