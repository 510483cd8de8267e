package io.quarkiverse.kafkaproducer.runtime.dev;

import java.util.List;

/**
 * The footprints since the page has asked last, as far as it should show them.
 *
 * @param total how many have been left since the application was started; the number of the latest
 * @param failures how many of those are warnings or worse
 * @param leftOut how many of the new ones are not here, as they were too many
 * @param footprints the oldest first
 */
public record FootprintsView(long total, long failures, long leftOut, List<FootprintView> footprints) {
}
