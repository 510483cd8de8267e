package io.quarkiverse.kafkaproducer.runtime.prepare;

import java.util.List;
import java.util.function.Supplier;

import org.apache.kafka.clients.producer.ProducerRecord;

import io.quarkiverse.kafkaproducer.SendInterceptor;
import io.quarkiverse.kafkaproducer.runtime.failure.JvmErrors;
import io.quarkiverse.kafkaproducer.runtime.failure.PassingFault;
import io.quarkiverse.kafkaproducer.runtime.text.RootCause;

/** The application's interceptors, one after the other. They are asked for at the first send, as they may send themselves. */
public final class Interceptors implements Preparation {

    private final Supplier<List<SendInterceptor>> found;
    private volatile List<SendInterceptor> interceptors;

    /** @param found gives them in their order */
    public Interceptors(Supplier<List<SendInterceptor>> found) {
        this.found = found;
    }

    @Override
    public ProducerRecord<Object, Object> prepare(ProducerRecord<Object, Object> record) {
        List<SendInterceptor> all = interceptors;
        if (all == null) {
            all = List.copyOf(found.get());
            interceptors = all;
        }
        ProducerRecord<Object, Object> prepared = record;
        for (SendInterceptor interceptor : all) {
            prepared = prepare(interceptor, prepared);
        }
        return prepared;
    }

    private static ProducerRecord<Object, Object> prepare(SendInterceptor interceptor, ProducerRecord<Object, Object> record) {
        ProducerRecord<Object, Object> prepared;
        try {
            prepared = interceptor.beforeSend(record);
        } catch (RuntimeException | Error e) {
            if (JvmErrors.isFatal(e)) {
                throw e;
            }
            throw new PreparationException("the interceptor " + nameOf(interceptor) + " failed ("
                    + RootCause.of(e).getClass().getName() + ')', PassingFault.isIn(e));
        }
        try {
            RecordCheck.check(prepared);
        } catch (IllegalArgumentException e) {
            throw new PreparationException("what the interceptor " + nameOf(interceptor) + " returned cannot be sent: "
                    + e.getMessage(), false);
        }
        return prepared;
    }

    /** Returns the name of the bean's class, not that of its proxy. */
    private static String nameOf(SendInterceptor interceptor) {
        Class<?> type = interceptor.getClass();
        while (type.getName().endsWith("_ClientProxy") || type.getName().endsWith("_Subclass")) {
            type = type.getSuperclass();
        }
        return type.getName();
    }
}
