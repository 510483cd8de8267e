package io.quarkiverse.kafkaproducer.deployment.calls;

import java.util.HashSet;
import java.util.Set;

/**
 * The topics that a record may be sent to.
 *
 * @param constants those that the byte code has
 * @param others whether it may be another one, which is known when the application runs
 */
public record Topics(Set<String> constants, boolean others) {

    static final Topics NONE = new Topics(Set.of(), false);
    static final Topics UNKNOWN = new Topics(Set.of(), true);

    static Topics of(String constant) {
        return new Topics(Set.of(constant), false);
    }

    Topics or(Topics other) {
        Set<String> all = new HashSet<>(constants);
        all.addAll(other.constants);
        return new Topics(all, others || other.others);
    }
}
