select strftime('%Y-%m', issued) as month,
       count(*) as invoices,
       round(sum(total), 2) as total
from invoice
group by month
order by month;
