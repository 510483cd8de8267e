package io.quarkiverse.kafkaproducer.outbox.it;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** An entity without a version: of two writers, the one that commits last wins. */
@Entity
public class Article {

    @Id
    Long id;
    long price;
}
