package io.quarkiverse.kafkaproducer.runtime.queue;

import java.util.ArrayList;
import java.util.List;

/** The sends that have not ended, in no order. */
final class LiveSends {

    private final List<SimulatedSend> sends = new ArrayList<>();

    int size() {
        return sends.size();
    }

    SimulatedSend get(int at) {
        return sends.get(at);
    }

    void add(SimulatedSend send) {
        send.place = sends.size();
        sends.add(send);
    }

    void remove(SimulatedSend send) {
        if (send.place >= 0) {
            SimulatedSend last = sends.remove(sends.size() - 1);
            if (last != send) {
                sends.set(send.place, last);
                last.place = send.place;
            }
            send.place = -1;
        }
    }
}
