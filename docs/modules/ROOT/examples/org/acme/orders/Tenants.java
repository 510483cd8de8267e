package org.acme.orders;

import java.nio.charset.StandardCharsets;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkiverse.kafkaproducer.SendInterceptor;

// tag::all[]
@ApplicationScoped
public class Tenants implements SendInterceptor {

    @ConfigProperty(name = "tenant")
    String tenant;

    @Override
    public ProducerRecord<Object, Object> beforeSend(ProducerRecord<Object, Object> record) {
        record.headers().add("tenant", tenant.getBytes(StandardCharsets.UTF_8));
        return record;
    }
}
// end::all[]
