package io.quarkiverse.kafkaproducer.outbox.it;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

import io.quarkiverse.kafkaproducer.outbox.Outbox;

/** Changes entities and tells of it. */
@ApplicationScoped
public class Prices {

    private final EntityManager entities;
    private final Outbox outbox;

    @Inject
    Prices(EntityManager entities, Outbox outbox) {
        this.entities = entities;
        this.outbox = outbox;
    }

    @Transactional
    void add(long id) {
        Article article = new Article();
        article.id = id;
        entities.persist(article);
    }

    /** Hibernate updates the row, and so locks it, when the transaction completes. */
    @Transactional
    void set(String topic, long id, long price) {
        entities.find(Article.class, id).price = price;
        outbox.send(topic, price, String.valueOf(id));
    }

    @Transactional
    long of(long id) {
        return entities.find(Article.class, id).price;
    }
}
