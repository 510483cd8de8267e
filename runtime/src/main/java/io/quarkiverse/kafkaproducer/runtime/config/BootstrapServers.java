package io.quarkiverse.kafkaproducer.runtime.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.kafka.common.utils.Utils;

/** Checks that each is {@code host:port}. An unknown host is no error: it may be known tomorrow. */
final class BootstrapServers {

    private static final int LAST_PORT = 65_535;

    private static final Pattern PREFIX = Pattern.compile("(.*?)://");

    /** Kafka's client takes any prefix. Brokers name their listeners so, and Testcontainers give their address so. */
    private static final Pattern LISTENER = Pattern.compile("(?!HTTPS?$)[A-Z][A-Z0-9._-]*");

    private BootstrapServers() {
    }

    static void check(PropertyNames names, Setting servers) {
        if (servers == null) {
            throw WrongSettingException.saying("No Kafka broker is configured: set " + names.bootstrapServers()
                    + " to host:port, several separated by commas", names.of("bootstrap-servers"));
        }
        for (String server : servers.text().split(",", -1)) {
            if (!isHostAndPort(server.trim())) {
                // somebody may take it for a URL, with a password in it
                String shown = server.substring(server.lastIndexOf('@') + 1).trim();
                throw WrongSettingException.of(servers, "has '" + (server.indexOf('@') < 0 ? "" : "[hidden]@") + shown
                        + "' in it: it should be host:port, with a port from 1 to " + LAST_PORT
                        + " and nothing in front, several separated by commas");
            }
        }
    }

    private static boolean isHostAndPort(String server) {
        Matcher prefix = PREFIX.matcher(server);
        if (prefix.lookingAt() && !LISTENER.matcher(prefix.group(1)).matches()) {
            return false;
        }
        try {
            String host = Utils.getHost(server);
            return host != null && !host.isEmpty() && Utils.getPort(server) >= 1 && Utils.getPort(server) <= LAST_PORT;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
