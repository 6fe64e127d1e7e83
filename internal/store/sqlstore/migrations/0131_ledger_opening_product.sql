-- Day-products that accounts bring along from before the first day (期初积数). They count until the first crediting.
CREATE TABLE opening_product (
    home    BIGINT NOT NULL,
    account BIGINT NOT NULL,
    day     BIGINT NOT NULL,
    product BIGINT NOT NULL CHECK (product > 0),
    PRIMARY KEY (home, account)
) /*sqlite: WITHOUT ROWID */;
