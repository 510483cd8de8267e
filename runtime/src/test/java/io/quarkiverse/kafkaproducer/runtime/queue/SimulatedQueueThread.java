package io.quarkiverse.kafkaproducer.runtime.queue;

import java.util.ArrayList;
import java.util.List;

/** Runs queues when they are due, as {@link QueueThread} does, a little late now and then. */
final class SimulatedQueueThread implements Wakeups {

    private final Simulation world;
    private final List<SendQueue> queues = new ArrayList<>();
    private long planned = Long.MAX_VALUE;
    private boolean running;

    SimulatedQueueThread(Simulation world) {
        this.world = world;
    }

    void add(SendQueue queue) {
        queues.add(queue);
    }

    void remove(SendQueue queue) {
        queues.remove(queue);
    }

    @Override
    public void wakeBy(long time) {
        long due = Math.max(world.clock.toAgenda(time), world.agenda.now());
        if (due < planned) {
            planned = due;
            if (!running) {
                plan();
            }
        }
    }

    private void plan() {
        long due = planned;
        long late = world.weather.lateWakeups > 0 ? world.chance.between(0, world.weather.lateWakeups) : 0;
        world.agenda.at(due + late, () -> {
            if (planned == due && !running) {
                run();
            }
        });
    }

    private void run() {
        running = true;
        planned = Long.MAX_VALUE;
        boolean busy = false;
        for (SendQueue queue : List.copyOf(queues)) {
            busy |= queue.run();
        }
        running = false;
        if (busy) {
            // it looks more often, which the queue must not need; and that takes time
            wakeBy(world.clock.nanoTime() + (world.weather.busyThread ? RoundTrips.WAIT_IF_LONG : 20 * Weather.MS));
        }
        if (planned != Long.MAX_VALUE) {
            plan();
        }
    }
}
