package io.quarkiverse.kafkaproducer.runtime.config;

import org.apache.kafka.common.utils.Utils;

/** Whether each is {@code host:port}. Whether the host is known is not asked: it may be tomorrow. */
final class BootstrapServers {

    private static final int LAST_PORT = 65_535;

    private BootstrapServers() {
    }

    static void check(PropertyNames names, Setting servers) {
        if (servers == null) {
            throw WrongSettingException.saying("No Kafka broker is configured: set " + names.bootstrapServers()
                    + " to host:port, several separated by commas", names.of("bootstrap-servers"));
        }
        for (String server : servers.text().split(",", -1)) {
            if (!isHostAndPort(server.trim())) {
                throw WrongSettingException.of(servers, "has '" + server.trim()
                        + "' in it: it should be host:port, with a port from 1 to " + LAST_PORT
                        + ", several separated by commas");
            }
        }
    }

    private static boolean isHostAndPort(String server) {
        try {
            String host = Utils.getHost(server);
            return host != null && !host.isEmpty() && Utils.getPort(server) >= 1 && Utils.getPort(server) <= LAST_PORT;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
