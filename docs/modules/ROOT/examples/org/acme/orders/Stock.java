package org.acme.orders;

import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.quarkiverse.kafkaproducer.footprint.Footprints;
import io.quarkiverse.kafkaproducer.footprint.LogType;

// tag::all[]
@ApplicationScoped
public class Stock {

    @Inject
    Footprints footprints;

    void check(String item, int left) {
        if (left < 10) {
            footprints.leave(LogType.WARNING, "Stock", "org.acme.orders.Stock.check", "Stock of " + item + " is low",
                    Map.of("item", item, "left", left));
        }
    }
}
// end::all[]
